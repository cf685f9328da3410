/**
 * Job: the places in which a token can lie; the first one of the system counts, unless the person agrees to the file.
 * Law: one file, one line; nothing is loaded before it is used.
 * Neighbours: machine below; secrets.ts chooses.
 */
import type { SecretStore } from '../types.ts';
import { macKeychain } from './mac-keychain.ts';
import { secretService } from './secret-service.ts';
import { tokenFile } from './token-file.ts';
import { windowsCredentials } from './windows-credentials.ts';

export const secretStores: readonly SecretStore[] = [macKeychain, secretService, windowsCredentials, tokenFile];

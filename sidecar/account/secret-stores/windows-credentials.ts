import { getSecret, removeSecret, setSecret } from '../keyring.ts';
import type { SecretStore } from '../types.ts';

export const windowsCredentials = {
  id: 'windows-credentials',
  platforms: ['win32'],
  tell: () => ({ name: 'the Credential Manager of Windows', path: null }),
  get: getSecret,
  set: setSecret,
  remove: removeSecret,
} satisfies SecretStore;

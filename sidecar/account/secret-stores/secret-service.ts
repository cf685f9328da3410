import { getSecret, removeSecret, setSecret } from '../keyring.ts';
import type { SecretStore } from '../types.ts';

export const secretService = {
  id: 'secret-service',
  platforms: ['linux', 'freebsd'],
  tell: () => ({ name: 'the keyring of the desktop (Secret Service)', path: null }),
  get: getSecret,
  set: setSecret,
  remove: removeSecret,
} satisfies SecretStore;

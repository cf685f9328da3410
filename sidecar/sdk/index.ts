/**
 * Job: Headroom for programs – where to send requests, shorter messages, originals and figures, over the local HTTP API.
 * Law: a program works the same without Headroom: what lies on the way of a request never fails.
 * Neighbours: stands on contract, machine, store (the token) and supervisor (where Headroom listens); nobody imports it.
 */
export { AppError } from '../contract/errors.ts';
export { openHeadroom } from './open-headroom.ts';
export type {
  Bill,
  Compressed,
  CompressRequest,
  ConversationRow,
  ExchangeRow,
  Headroom,
  HeadroomOptions,
  Health,
  OriginalHit,
  ProviderApi,
  Span,
  Summary,
} from './types.ts';

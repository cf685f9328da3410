/**
 * Job: prices of models as a person sees and sets them – the shipped ones, and prices.json in the home over them.
 * Law: one file holds one's own prices, whoever writes it; what else stands in it stays; nothing that is recorded is billed anew.
 * Neighbours: stands on contract, machine and analytics, which reads what is written here; services makes the door.
 */
export { createPrices, type PricesOptions } from './door.ts';
export { findPricesPath, readOwnPrices } from './file.ts';

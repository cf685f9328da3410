import fc from 'fast-check';

/**
 * Properties draw the same examples in every run, so that a red run speaks of the change and not of the dice.
 * `SEED=<number> npm test` draws others, `SEED=random npm test` new ones each time; a failure prints the seed it had.
 */
const seed = process.env.SEED ?? '20261127';
fc.configureGlobal({ seed: seed === 'random' ? Date.now() % 2 ** 31 : Number(seed) });

/** See headroom.mjs; it exports nothing, importing it runs the command line. */
export {};

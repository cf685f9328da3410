/** The page Settings. */
export const settings = {
  look: {
    title: 'Appearance',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    asSystem: 'As the system',
    formats: 'Numbers and dates',
    /** @param sample a number and a date as they are written now */
    formatsNote: (sample: string) => `${sample}. Dollars stay dollars: providers bill in them.`,
  },
};

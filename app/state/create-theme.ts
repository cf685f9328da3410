import { type Accessor, createSignal } from 'solid-js';

export type Theme = 'system' | 'light' | 'dark';
export const themes = ['system', 'light', 'dark'] as const;

/** Where the choice is kept; a browser that keeps nothing follows the system. */
const KEY = 'headroom.theme';

export interface ThemeChoice {
  readonly theme: Accessor<Theme>;
  choose(theme: Theme): void;
}

/** Light, dark, or as the system has it. Set on the root element, where tokens.css looks for it. */
export function createTheme(): ThemeChoice {
  const [theme, setTheme] = createSignal<Theme>(readTheme());
  const apply = (next: Theme): void => {
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  apply(theme());
  return {
    theme,
    choose: (next) => {
      setTheme(next);
      apply(next);
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // storage is off: the choice lasts as long as the page
      }
    },
  };
}

function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return themes.find((theme) => theme === kept) ?? 'system';
  } catch {
    return 'system'; // storage is off
  }
}

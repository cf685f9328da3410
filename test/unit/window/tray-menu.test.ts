import { expect, describe as group, it } from 'vitest';
import { describe, makeTrayMenu } from '../../../sidecar/window/tray-menu.ts';
import type { TrayState } from '../../../sidecar/window/types.ts';

const running: TrayState = { condition: 'running', savedUsd: 3.1, shadowUsd: 10, problem: null };

group('the tray', () => {
  it('says in its first line what today saved, and a loss as a loss', () => {
    expect(describe(running)).toBe('Saved $3.10 of today’s bill (31 %)');
    expect(describe({ ...running, savedUsd: 0.004 })).toBe('Saved less than 1 ¢ of today’s bill (0 %)');
    expect(describe({ ...running, savedUsd: -1 })).toBe('Cost $1.00 more today (10 %)');
  });

  it('claims nothing without traffic or prices', () => {
    expect(describe({ ...running, savedUsd: 0, shadowUsd: 0 })).toBe('Running – nothing was sent today');
    expect(describe({ ...running, savedUsd: null, shadowUsd: null })).toBe('Running – nothing was sent today');
  });

  it('says what is wrong before anything else', () => {
    expect(describe({ ...running, condition: 'attention', problem: 'The disk is full' })).toBe('The disk is full');
    expect(describe({ ...running, condition: 'starting' })).toBe('Starting…');
  });

  it('offers the one action that makes sense', () => {
    const ids = (state: TrayState): unknown[] => makeTrayMenu(state).menuItems.flatMap(({ id }) => id ?? []);
    expect(ids(running)).toEqual(['open', 'connect', 'pause', 'quit']);
    expect(ids({ ...running, condition: 'paused' })).toEqual(['open', 'connect', 'resume', 'quit']);
  });

  it('differs by shape', () => {
    const icons = (['running', 'paused', 'attention'] as const).map(
      (condition) => makeTrayMenu({ ...running, condition }).icon,
    );
    expect(new Set(icons).size).toBe(3);
  });
});

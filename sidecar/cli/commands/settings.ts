import type { SettingChanges, SettingRow, Settings } from '../../contract/settings.ts';
import { resolveSettings } from '../../settings.ts';
import { usage } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { askRunningSettings, changeRunningSettings } from '../running-settings.ts';
import { formatChange, formatSettings, formatValue, readValue } from '../setting-lines.ts';
import { defineCommand, type Io } from '../types.ts';

export const settings = defineCommand({
  id: 'settings',
  summary: 'List the settings and where each comes from; get, set or unset one that is kept in settings.json.',
  args: {
    action: { type: 'positional', required: false, description: 'list (the default), get, set or unset.' },
    setting: { type: 'positional', required: false, description: 'Its name, as the list has it.' },
    value: {
      type: 'positional',
      required: false,
      description: 'set: the new value; on or off for switches, several ids by commas.',
    },
    json: { type: 'boolean', description: 'list, get: print the answer as JSON.' },
    home: { type: 'string', valueHint: 'directory', description: 'Whose settings (HEADROOM_HOME, ~/.headroom).' },
  },
  async run({ action = 'list', setting, value, json, home }, io) {
    const own = resolveSettings({ home }, io.env);
    switch (action) {
      case 'list':
        if (setting !== undefined) throw usage('list needs no name of a setting');
        return list(own, json === true, io);
      case 'get':
        return get(own, { id: needId(action, setting), isJson: json === true }, io);
      case 'set': {
        const id = needId(action, setting);
        if (value === undefined) throw usage('set needs a value');
        return change(own, { [id]: readValue(await findRow(own, id), value) }, io);
      }
      case 'unset':
        return change(own, { [needId(action, setting)]: null }, io);
      default:
        throw usage(`"${action}" is none of list, get, set, unset`);
    }
  },
});

async function list(own: Settings, isJson: boolean, io: Io): Promise<number> {
  const rows = await readRows(own);
  await writeAll(io.stdout, isJson ? `${JSON.stringify({ settings: rows }, null, 2)}\n` : formatSettings(rows));
  for (const problem of own.problems) say(io, `headroom: ${problem}`);
  return 0;
}

async function get(own: Settings, { id, isJson }: { id: string; isJson: boolean }, io: Io): Promise<number> {
  const row = await findRow(own, id);
  await writeAll(io.stdout, isJson ? `${JSON.stringify(row, null, 2)}\n` : `${formatValue(row.value)}\n`);
  return 0;
}

async function change(own: Settings, changes: SettingChanges, io: Io): Promise<number> {
  const running = await changeRunningSettings(own, changes);
  if (running === null) {
    const { writeChanges } = await import('../../preferences/index.ts');
    const { compressors } = await import('../../engine/index.ts');
    await writeChanges(own, changes, { compressors: compressors.map(({ id }) => id), now: Date.now() });
  }
  for (const [id, value] of Object.entries(changes)) {
    const effect = running?.find((row) => row.id === id)?.effect ?? 'next-start';
    say(io, formatChange(id, value, effect));
  }
  return 0;
}

/** As the Headroom sees them that runs with this home; else as the next one will. */
async function readRows(own: Settings): Promise<readonly SettingRow[]> {
  const running = await askRunningSettings(own);
  if (running !== null) return running;
  const { listRows } = await import('../../preferences/index.ts');
  return listRows(own);
}

async function findRow(own: Settings, id: string): Promise<SettingRow> {
  const rows = await readRows(own);
  const row = rows.find((one) => one.id === id);
  if (row === undefined)
    throw usage(`there is no setting "${id}"; it is one of ${rows.map((one) => one.id).join(', ')}`);
  return row;
}

function needId(action: string, id: string | undefined): string {
  if (id !== undefined) return id;
  throw usage(`${action} needs the name of a setting; headroom settings lists them`);
}

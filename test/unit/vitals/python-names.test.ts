import { expect, it } from 'vitest';
import { normaliseName, readRequirement } from '../../../sidecar/vitals/python-names.ts';

it('reads requirements as PEP 508 writes them', () => {
  expect(readRequirement('Flask')).toEqual({ name: 'Flask', exact: null });
  expect(readRequirement('uvicorn[standard] ==0.30.1 ; python_version > "3.8"')).toEqual({
    name: 'uvicorn',
    exact: '0.30.1',
  });
  expect(readRequirement('a (===1.0)  # why')).toEqual({ name: 'a', exact: '1.0' });
  for (const loose of ['a>=1', 'a~=1.0,!=1.1', 'a==1.0,<2', 'a==1.*']) expect(readRequirement(loose)?.exact).toBeNull();
  for (const other of ['a @ https://x.example/a.whl', './a', 'git+https://x.example/a', '']) {
    expect(readRequirement(other)).toBeNull();
  }
  expect(normaliseName('Ruamel_.Yaml')).toBe('ruamel-yaml');
});

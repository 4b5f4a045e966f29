import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { projectRoot } from '../../local/project-root.js';

interface ComposeService {
  image: string;
  build?: string;
  environment?: Record<string, string>;
  networks?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  mem_limit?: string;
  pids_limit?: number;
  healthcheck?: { disable?: boolean };
  ports?: string[];
}

const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
};
const services = Object.entries(compose.services);
const variablesOf = (name: string): string[] => Object.keys(compose.services[name]?.environment ?? {});
const neighboursOf = (name: string): string[] =>
  services
    .filter(([other, { networks = [] }]) => other !== name && sharesOne(networks, name))
    .map(([other]) => other)
    .sort();
const sharesOne = (networks: string[], name: string): boolean =>
  networks.some((network) => compose.services[name]?.networks?.includes(network));

describe('the containers of production', () => {
  it.each(services)('%s may gain no rights, and takes no more than its share', (_name, service) => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    expect(service.pids_limit).toBeGreaterThan(0);
  });

  it.each(services.filter(([, { build }]) => build === undefined))(
    '%s is of one version',
    (_name, { image }) => {
      // A variable has a version to fall back on.
      expect(image.replace(/\$\{\w+:-([^}]+)\}/, '$1')).toMatch(/:\d+\.\d+(\.\d+|-)/);
    },
  );

  it('nobody has a secret that is another’s', () => {
    const secretOf = {
      api: ['OIDC_CLIENT_SECRET', 'SESSION_SECRET', 'SLACK_SIGNING_SECRET'],
      worker: ['SMTP_URL'],
    };
    for (const secret of secretOf.api) expect(variablesOf('api')).toContain(secret);
    for (const secret of secretOf.worker) expect(variablesOf('worker')).toContain(secret);
    for (const [name] of services) {
      const others = [...(name === 'api' ? [] : secretOf.api), ...(name === 'worker' ? [] : secretOf.worker)];
      expect(variablesOf(name).filter((variable) => others.includes(variable))).toEqual([]);
      expect(variablesOf(name).includes('DATABASE_OWNER_URL')).toBe(name === 'migrate');
    }
  });

  it('who stands in front reaches the API alone, and the record nothing outside', () => {
    expect(neighboursOf('proxy')).toEqual(['api']);
    expect(neighboursOf('temporal-ui')).not.toContain('postgres');
    for (const network of compose.services['postgres']?.networks ?? []) {
      expect(compose.networks[network]).toEqual({ internal: true });
    }
    const open = services.filter(([, { ports = [] }]) =>
      ports.some((port) => !port.startsWith('127.0.0.1:')),
    );
    expect(open.map(([name]) => name)).toEqual(['proxy']);
  });

  it('are judged by a check that touches the database', () => {
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK[\s\S]*\/health\/ready/m);
    expect(variablesOf('worker')).toContain('HEALTH_PORT');
    for (const name of ['api', 'worker']) expect(compose.services[name]?.healthcheck).toBeUndefined();
  });
});

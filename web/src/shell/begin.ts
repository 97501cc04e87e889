import type { QueryClient } from '@tanstack/react-query';
import { matchPath } from 'react-router';
import { home } from '../api/kept';
import { indicators, reports, session } from '../api/queries';
import { start } from '../api/start';
import { ADDRESSES, type ScreenName } from './addresses';

/** The screen that lies at a path. */
export function screenAt(path: string): ScreenName {
  const names = Object.keys(ADDRESSES) as ScreenName[];
  // As the router has it: a plain word before a parameter.
  const plain = names.find((name) => ADDRESSES[name] === path);
  return plain ?? names.find((name) => matchPath(ADDRESSES[name], path)) ?? 'nowhere';
}

/** So long the page waits for its first screen before it is drawn without it. In ms. */
const PATIENCE = 1_000;

/**
 * What the first screen needs in any case is asked for at once and side by side, not by each part of the page when it is
 * its turn: on a slow processor that is as long as everything else. Who asks later finds it there, or on its way.
 *
 * Answers the screen, where it comes soon: one that takes the place of a placeholder React holds back by 300 ms.
 */
export async function begin<Screen>(client: QueryClient, load: (name: ScreenName) => Promise<Screen>, path: string): Promise<{ name: ScreenName; screen: Screen | undefined }> {
  const name = screenAt(path);
  // What cannot be had now is asked for again, and complained of, by the part of the page that needs it.
  void ask(client, name).catch(() => undefined);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  const screen = await Promise.race([load(name).catch(() => undefined), late]);
  return { name, screen };
}

/** An empty folder has no session, and who has not signed in no reports. */
async function ask(client: QueryClient, first: ScreenName): Promise<void> {
  const { founded } = await client.fetchQuery(start);
  if (!founded) return;
  const who = await client.fetchQuery(session);
  const inside = who.sign_in === 'local' || who.sign_in === 'done';
  if (!inside || !who.works) return;
  if (first === 'reports' || first === 'report') await client.prefetchQuery(reports);
  if (first === 'home') await Promise.all([client.prefetchQuery(home()), client.prefetchQuery(indicators), client.prefetchQuery(reports)]);
}

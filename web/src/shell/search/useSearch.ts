import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ledgers, search, session, units } from '../../api/queries';
import { useLate } from '../useLate';
import { groupsOf, isAskable, within, type Group } from './groups';

const PAUSE = 200;

interface Searching {
  groups: Group[];
  /** What the groups answer is not what was typed last. */
  waits: boolean;
  /** It has for longer than a blink. */
  late: boolean;
  found: ReturnType<typeof useFound>;
  /** The words that are answered. */
  word: string;
}

function useFound(word: string) {
  return useQuery({ ...search(word), enabled: isAskable(word) });
}

/** What is found of what is being typed, a moment after the last key. */
export function useSearch(typed: string): Searching {
  const [word, setWord] = useState('');
  const wanted = typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => setWord(wanted), wanted ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [wanted]);
  const who = useQuery(session).data;
  const enabled = wanted !== '';
  const allUnits = useQuery({ ...units, enabled }).data ?? [];
  const allLedgers = useQuery({ ...ledgers, enabled }).data ?? [];
  const found = useFound(word);
  const waits = isAskable(wanted) && (wanted !== word || found.isFetching);
  const late = useLate(waits);
  const asked = isAskable(wanted) ? wanted : '';
  const own = who ? within(allUnits, who.unit.id, who.today) : [];
  const groups = groupsOf(asked, { units: own, ledgers: allLedgers, found: asked ? found.data : undefined });
  return { groups, waits, late, found, word };
}

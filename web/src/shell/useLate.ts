import { useEffect, useState } from 'react';

/** True once something has gone on for longer than a person takes as at once. */
export function useLate(going: boolean, after = 300): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!going) {
      setLate(false);
      return undefined;
    }
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [going, after]);
  return late;
}

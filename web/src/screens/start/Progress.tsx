import { useEffect, useState } from 'react';
import { useLate } from '../../shell/useLate';

/** What is under way, said once it takes noticeable time, with the seconds once it takes long. */
export function Progress({ words }: { words: string }) {
  const late = useLate(words !== '');
  const seconds = useSeconds(words);
  if (!words || !late) return null;
  return (
    <div className="start-progress" role="status">
      <span>
        {words}
        {seconds >= 3 ? `已 ${seconds} 秒` : ''}
      </span>
      <div className="start-bar" role="progressbar" aria-label={words} />
    </div>
  );
}

function useSeconds(words: string): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!words) return undefined;
    const timer = setInterval(() => setSeconds((now) => now + 1), 1000);
    return () => clearInterval(timer);
  }, [words]);
  return seconds;
}

import { useRef, useState, useEffect } from 'react';
import type { Place } from './geometry';

const WHY: Record<number, string> = {
  1: '您没有允许浏览器给出位置。要用的话，请在浏览器的设置里允许；也可以在地图上标，或直接写坐标。',
  2: '现在定不了位，请到开阔处再试；也可以在地图上标，或直接写坐标。',
  3: '等了太久还没定到位，请再试一次；也可以在地图上标，或直接写坐标。',
};
const UNSAFE = '浏览器只在 https 网址（或本机）上给出位置。请在地图上标，或直接写坐标。';

/** Where the device is: asked of the browser only when somebody asks, and kept nowhere but in the field. */
export function useHere(set: (place: Place) => void) {
  const [asking, setAsking] = useState(false);
  const [said, say] = useState('');
  const there = useRef(true);
  useEffect(() => {
    there.current = true;
    return () => void (there.current = false);
  }, []);
  const ask = () => {
    if (!window.isSecureContext || !('geolocation' in navigator)) return say(UNSAFE);
    setAsking(true);
    say('');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!there.current) return;
        setAsking(false);
        say(`已填上您现在的位置，误差约 ${Math.round(coords.accuracy)} 米，请在地图上核对。`);
        set([coords.longitude, coords.latitude]);
      },
      ({ code }) => {
        if (!there.current) return;
        setAsking(false);
        say(WHY[code] ?? WHY[2] ?? '');
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 },
    );
  };
  return { asking, said, ask };
}

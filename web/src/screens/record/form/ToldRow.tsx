import { Suspense, lazy, useState } from 'react';
import '../../../styles/forms.css';
import { SOMEBODY, type Telling } from './told';

export interface ToldProps {
  ledger: string;
  /** Whose record it is; people who hold a post there are offered. */
  unit: string | undefined;
  telling: Telling | undefined;
  onChange: (telling: Telling | undefined) => void;
  wrongs: string[];
  /** It was said with the record before. */
  carried?: boolean;
}

const ToldBox = lazy(() => import('./ToldBox'));

/** On whose word somebody types. A quiet line, until somebody says that it is another's. */
export function ToldRow({ telling, ...props }: ToldProps) {
  const [opened, setOpened] = useState(false);
  if (telling) {
    return (
      <Suspense fallback={null}>
        <ToldBox {...props} telling={telling} opened={opened} />
      </Suspense>
    );
  }
  return (
    <p className="form-help" data-field="told">
      <button
        type="button"
        className="button button-quiet"
        onClick={() => {
          setOpened(true);
          props.onChange(SOMEBODY);
        }}
      >
        代他人录入？
      </button>
    </p>
  );
}

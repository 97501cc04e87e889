import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formVersions, type FormAsk } from '../../api/queries';
import type { FilledForm } from '../../api/types';
import { asProblem, Trouble } from '../../shell/Trouble';
import { VersionList } from '../report/VersionList';
import { SendForm } from './SendForm';

interface Props {
  ask: FormAsk;
  /** As it is filled in now; nothing while a version is read. */
  filled?: FilledForm;
  /** The version that is read; 0 is what is filled in now. */
  reading: number;
  open: (number: number) => void;
}

/** What was sent up of a form, the newest first; and sending it up as it is on the screen. Who may not read what was issued sees nothing of it. */
export function Sent({ ask, filled, reading, open }: Props) {
  const found = useQuery(formVersions(ask));
  const [sending, setSending] = useState(false);
  if (found.error && asProblem(found.error).status === 404) return null;
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  const all = [...(found.data ?? [])].reverse();
  const next = all.length + 1;
  return (
    <section className="prescribed-sent" data-part="sent" aria-label="报出过的各版">
      <h2 className="group-title">
        报出过的各版<small>{all.length ? '报出的表原样存着，不随登记变动' : '还没有报出过；现在的数随登记变动'}</small>
      </h2>
      {all.length ? (
        <VersionList all={all} now="现在填的" reading={reading} open={(version) => open(version?.number ?? 0)} className="sheet versions" />
      ) : null}
      {filled?.may_send && found.data ? (
        sending ? (
          <SendForm
            ask={ask}
            filled={filled}
            next={next}
            close={() => setSending(false)}
            sent={(number) => {
              setSending(false);
              open(number);
            }}
          />
        ) : (
          <button type="button" className="button" data-act="send" onClick={() => setSending(true)}>
            报出第{next}版……
          </button>
        )
      ) : null}
    </section>
  );
}

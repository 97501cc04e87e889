import { Button } from 'antd';
import type { Ledger } from '../../api/types';
import type { Uncorrected } from './uncorrected';

interface Props {
  ledger: Ledger;
  left: Uncorrected;
  goOn: () => void;
  giveUp: () => void;
}

/** A correction that was begun and not saved: what it was about, and whether to go on with it. */
export function Left({ ledger, left: { written }, goOn, giveUp }: Props) {
  const names = ledger.fields.filter(({ id }) => id in written).map(({ name }) => `“${name}”`);
  return (
    <section className="form-begun form-left" role="status" data-part="left">
      <p>上次改了{names.join('、')}，还没有保存。</p>
      <p className="form-left-acts">
        <Button type="primary" data-act="go-on" onClick={goOn}>
          继续上次没保存的更正
        </Button>
        <Button data-act="give-up" onClick={giveUp}>
          放弃
        </Button>
      </p>
    </section>
  );
}

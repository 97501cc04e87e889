import { Component, type ReactNode } from 'react';
import { Trouble } from './Trouble';

/** Keeps the rest of the house standing when one screen breaks. */
export class Breakwater extends Component<{ children: ReactNode }, { cause?: unknown }> {
  override state: { cause?: unknown } = {};

  static getDerivedStateFromError(cause: unknown) {
    return { cause };
  }

  override render() {
    if (this.state.cause === undefined) return this.props.children;
    return (
      <div className="page">
        <Trouble cause={this.state.cause} retry={() => window.location.reload()} />
      </div>
    );
  }
}

/** A page that is fetched when it is first opened, or a moment before. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Failure, Waiting } from "../ui/states";

export interface Lazy<Props> {
  View: ComponentType<Props>;
  /** Have it fetched. */
  fetch: () => Promise<ComponentType<Props>>;
}

export function lazy<Props>(load: () => Promise<{ default: ComponentType<Props> }>): Lazy<Props> {
  let there: ComponentType<Props> | undefined;
  const fetch = async () => {
    there ??= (await load()).default;
    return there;
  };
  const View = (props: Props) => {
    const [, setThere] = useState(there !== undefined);
    const [error, setError] = useState<unknown>(undefined);
    useEffect(() => void fetch().then(() => setThere(true), setError), []);
    if (there === undefined) {
      return error === undefined ? <Waiting lines={8} /> : <Failure error={error} again={() => location.reload()} />;
    }
    const There = there as ComponentType<Props & object>;
    return <There {...(props as Props & object)} />;
  };
  return { View, fetch };
}

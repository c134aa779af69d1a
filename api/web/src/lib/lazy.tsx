/** A page that is fetched when it is first opened. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Failure, Waiting } from "../ui/states";

export function lazy<Props>(load: () => Promise<{ default: ComponentType<Props> }>): ComponentType<Props> {
  let there: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [, setThere] = useState(there !== undefined);
    const [error, setError] = useState<unknown>(undefined);
    useEffect(() => {
      if (there === undefined) {
        load().then((module) => {
          there = module.default;
          setThere(true);
        }, setError);
      }
    }, []);
    if (there === undefined) {
      return error === undefined ? <Waiting lines={8} /> : <Failure error={error} again={() => location.reload()} />;
    }
    const View = there as ComponentType<Props & object>;
    return <View {...(props as Props & object)} />;
  };
}

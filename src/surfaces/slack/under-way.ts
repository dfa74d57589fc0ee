/** Counts what is being worked on, so that an end can wait for it. */

export interface UnderWay {
  /** The same work, counted. */
  counted<A>(work: (args: A) => Promise<void>): (args: A) => Promise<void>;
  /** Resolves when everything that has begun has ended. */
  done(): Promise<void>;
}

export function underWay(): UnderWay {
  const begun = new Set<Promise<void>>();
  return {
    counted: (work) => (args) => {
      const one = work(args).finally(() => begun.delete(one));
      begun.add(one);
      return one;
    },
    done: async () => void (await Promise.allSettled(begun)),
  };
}

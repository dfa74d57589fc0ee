/** Time, memory and the event loop of this process while something is measured. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Gauged } from './measured.ts';

/** A delay is told with this included, as Node tells it. */
const RESOLUTION_MS = 5;

export function startGauges(): { read(): Gauged } {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  loop.enable();
  return { read };

  function read(): Gauged {
    const seconds = (performance.now() - startedAt) / 1000;
    loop.disable();
    const { user, system } = process.cpuUsage(cpu);
    return {
      seconds,
      cpuSeconds: (user + system) / 1e6,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      loopP50Ms: loop.percentile(50) / 1e6,
      loopP999Ms: loop.percentile(99.9) / 1e6,
      loopMaxMs: loop.max / 1e6,
    };
  }
}

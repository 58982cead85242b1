import { Advance, clockView, SetTo } from '../../clock-control.ts';
import { route, type ControlRoute } from '../route.ts';

/** The clock. */
export const CLOCK_ROUTES: readonly ControlRoute[] = [
  route({
    name: 'clock',
    method: 'GET',
    path: '/_mock/clock',
    summary: 'The time of the server, and whether its clock stands.',
    example: {},
    call: ({ clock }) => clockView(clock),
  }),
  route({
    name: 'clock.freeze',
    method: 'POST',
    path: '/_mock/clock/freeze',
    summary: 'Stops the clock where it stands.',
    example: {},
    call({ clock }) {
      clock.freeze();
      return clockView(clock);
    },
  }),
  route({
    name: 'clock.resume',
    method: 'POST',
    path: '/_mock/clock/resume',
    summary: 'Lets the clock run with the system’s time, from where it stands.',
    example: {},
    call({ clock }) {
      clock.resume();
      return clockView(clock);
    },
  }),
  route({
    name: 'clock.advance',
    method: 'POST',
    path: '/_mock/clock/advance',
    summary: 'Moves the clock forward, through everything that falls due.',
    body: Advance,
    example: { body: { ms: 300_000 } },
    async call({ clock }, { body }) {
      await clock.advance(body.ms);
      return clockView(clock);
    },
  }),
  route({
    name: 'clock.set',
    method: 'POST',
    path: '/_mock/clock/set',
    summary: 'Sets the clock to an instant; backward nothing fires.',
    body: SetTo,
    example: { body: { to: '2026-04-25T03:09:32Z' } },
    async call({ clock }, { body }) {
      await clock.set(body.to);
      return clockView(clock);
    },
  }),
];

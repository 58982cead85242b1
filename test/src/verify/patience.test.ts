import { expect, test } from 'vitest';
import { Patience } from '../../../src/verify/patience.ts';

test('three in a row are enough, of one operation', () => {
  const patience = new Patience();
  for (const nth of [1, 2, 3]) {
    expect(patience.isOver('getSession'), `before ${nth}`).toBe(false);
    patience.unanswered('getSession', performance.now());
  }
  expect(patience.isOver('getSession')).toBe(true);
  expect(patience.isOver('listSessions')).toBe(false);
});

test('an answer ends the row', () => {
  const patience = new Patience();
  for (let nth = 0; nth < 10; nth++) {
    patience.unanswered('getSession', performance.now());
    if (nth % 2 === 1) patience.answered('getSession');
  }
  expect(patience.isOver('getSession')).toBe(false);
});

test('those that are under way together are one', () => {
  const patience = new Patience();
  const sentAt = performance.now();
  for (let nth = 0; nth < 6; nth++) patience.unanswered('getSession', sentAt);
  expect(patience.isOver('getSession')).toBe(false);
});

import type { Clock, Timer } from '../clock/clock.ts';
import { FifoError } from './fifo-error.ts';
import type { MessageLedger } from './message-ledger.ts';
import type { MessageMoveTask } from './port.ts';
import type { Queue } from './queue.ts';
import type { StoredMessage } from './stored-message.ts';

/** As many tasks of the past are shown. */
const TASKS_REMEMBERED = 10;

/** How to move the messages of a dead-letter queue. */
export interface MoveOptions<Body> {
  /** @default for each message the queue that it came from */
  readonly destination?: Queue<Body>;
  /** 1–500. @default without limit */
  readonly maxNumberOfMessagesPerSecond?: number;
}

/** A running task is filled in as it goes; those who ask get a copy. */
type Task = { -readonly [Key in keyof MessageMoveTask]: MessageMoveTask[Key] };

/** The message move tasks of one dead-letter queue: one at a time (F44). */
export class MessageMoves<Body> {
  readonly #clock: Clock;
  readonly #ledger: MessageLedger<Body>;
  readonly #send: (message: StoredMessage<Body>, destination: Queue<Body>) => void;
  readonly #tasks: Task[] = [];
  #started = 0;
  #timer: Timer | undefined;

  constructor(
    clock: Clock,
    ledger: MessageLedger<Body>,
    send: (message: StoredMessage<Body>, destination: Queue<Body>) => void,
  ) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#send = send;
  }

  /** The latest tasks, newest first. */
  list(): MessageMoveTask[] {
    return this.#tasks.map((task) => ({ ...task }));
  }

  /** Starts to move the messages that are there now, in their order. */
  start(options: MoveOptions<Body>): MessageMoveTask {
    if (this.#tasks[0]?.status === 'RUNNING') {
      throw new FifoError(
        'InvalidParameterValue',
        'There is already a task running. Only one active task is allowed for a source queue at a ' +
          'given time: wait for it, or cancel it.',
      );
    }
    this.#started += 1;
    const task: Task = {
      taskHandle: `move-${this.#started}`,
      status: 'RUNNING',
      approximateNumberOfMessagesMoved: 0,
      approximateNumberOfMessagesToMove: this.#ledger.size,
      startedTimestamp: this.#clock.now(),
    };
    this.#tasks.unshift(task);
    this.#tasks.length = Math.min(this.#tasks.length, TASKS_REMEMBERED);
    this.#run(task, options);
    return { ...task };
  }

  cancel(taskHandle: string): MessageMoveTask {
    const task = this.#tasks[0];
    if (task?.taskHandle !== taskHandle || task.status !== 'RUNNING') {
      throw new FifoError(
        'ResourceNotFoundException',
        `There is no running message move task "${taskHandle}".`,
      );
    }
    this.#end(task, 'CANCELLED');
    return { ...task };
  }

  close(): void {
    const task = this.#tasks[0];
    if (task?.status === 'RUNNING') this.#end(task, 'CANCELLED');
  }

  /** One second's worth. */
  #run(task: Task, options: MoveOptions<Body>): void {
    let allowance = options.maxNumberOfMessagesPerSecond ?? Infinity;
    for (const message of this.#ledger.messages()) {
      if (task.approximateNumberOfMessagesMoved === task.approximateNumberOfMessagesToMove) break;
      // Like a receive, it takes nothing from behind a message in flight.
      if (!message.group?.hasDeliverable || message.group.first !== message) continue;
      const destination = options.destination ?? message.formerly?.queue;
      if (destination === undefined || destination.closed) {
        task.failureReason =
          destination === undefined ? 'CouldNotDetermineMessageSource' : 'QueueDoesNotExist';
        continue;
      }
      if (allowance === 0) {
        this.#timer = this.#clock.setTimeout(() => this.#run(task, options), 1000);
        return;
      }
      allowance -= 1;
      task.approximateNumberOfMessagesMoved += 1;
      this.#ledger.remove(message);
      this.#send(message, destination);
    }
    this.#end(task, task.failureReason === undefined ? 'COMPLETED' : 'FAILED');
  }

  #end(task: Task, status: MessageMoveTask['status']): void {
    task.status = status;
    this.#timer?.cancel();
  }
}

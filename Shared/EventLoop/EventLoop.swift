import Glibc
import Synchronization

/// A thread of its own that runs an actor's jobs and, between them, waits for a socket.
///
/// C connections belong to one thread. An actor that owns such a connection names this executor as its own, so that
/// every call it makes into the C library happens on the one thread; between jobs the thread sleeps in `poll` until a
/// job arrives, the watched descriptor is ready or the deadline passes.
///
/// The thread starts with the first job and ends with `stop()`. Jobs enqueued after that still run, on a thread that
/// lives just for them, so that nobody who awaits the actor is left hanging.
public final class EventLoop: SerialExecutor, @unchecked Sendable {
  // @unchecked: `state` is guarded by its mutex; `watch` is touched by the loop's own thread only, which
  // `precondition(isOnLoop)` makes sure of.

  /// What the loop waits for between jobs.
  public struct Watch {
    /// The descriptor to wait on; -1 waits for the deadline alone.
    public var descriptor: Int32
    /// Whether to wake when the descriptor can be written, besides when it can be read.
    public var wantsWrite: Bool
    /// How long to wait at most, in milliseconds, from one call to the next; -1 for ever.
    public var timeoutMilliseconds: Int32
    /// Called on the loop's thread when the descriptor is ready or the time is over.
    public var onWake: () -> Void

    /// A wait on a descriptor with a time limit.
    public init(
      descriptor: Int32, wantsWrite: Bool = false, timeoutMilliseconds: Int32 = -1, onWake: @escaping () -> Void
    ) {
      self.descriptor = descriptor
      self.wantsWrite = wantsWrite
      self.timeoutMilliseconds = timeoutMilliseconds
      self.onWake = onWake
    }
  }

  /// What the thread is asked to run.
  private enum Job {
    /// A job of the actor whose executor this is.
    case isolated(UnownedJob)
    /// A job that belongs to no actor, of a task that prefers this thread.
    case preferring(UnownedJob, Preferred)
  }

  private struct State {
    var jobs: [Job] = []
    var isRunning = false
    var isStopping = false
    var isAwake = false
    var thread: pthread_t?
  }

  /// The loop as the thread that tasks prefer.
  ///
  /// An object of its own: an executor that is both cannot tell which of the two a job is for.
  private final class Preferred: TaskExecutor {
    private let loop: EventLoop

    init(_ loop: EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
      loop.append(.preferring(UnownedJob(job), self))
    }
  }

  /// Bytes of a thread's stack where nothing else is said, as Linux has it.
  public static let usualStackBytes = 8 << 20

  private let name: String
  private let stackBytes: Int
  private let state = Mutex(State())
  private let wakeReader: Int32
  private let wakeWriter: Int32
  private var watch: Watch?
  /// When `watch` wants to be called at the latest; jobs in between do not put it off.
  private var deadline: ContinuousClock.Instant?
  /// When somebody asked for `watch` to be called besides.
  private var alarm: ContinuousClock.Instant?

  /// A loop whose thread bears a name, cut to the 15 characters that Linux keeps.
  ///
  /// A larger stack is for C libraries with a deep recursion; its memory is taken as it is touched.
  public init(name: String, stackBytes: Int = usualStackBytes) {
    self.stackBytes = stackBytes
    self.name = String(name.prefix(15))
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "pipe: errno \(errno)")
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    self.wakeReader = ends[0]
    self.wakeWriter = ends[1]
  }

  deinit {
    close(wakeReader)
    close(wakeWriter)
  }

  /// Runs a job on the loop's thread, after those enqueued before it.
  public func enqueue(_ job: consuming ExecutorJob) {
    append(.isolated(UnownedJob(job)))
  }

  /// Has a task run here also what belongs to no actor, with `withTaskExecutorPreference`.
  ///
  /// Between such code and the actor of this loop no thread has to wake another.
  public var taskExecutor: any TaskExecutor { Preferred(self) }

  private func append(_ job: Job) {
    let (mustStart, mustWake) = state.withLock { state in
      state.jobs.append(job)
      if state.isRunning {
        let mustWake = !state.isAwake
        state.isAwake = true
        return (false, mustWake)
      }
      state.isRunning = true
      state.isAwake = true
      return (true, false)
    }
    if mustStart { startThread() }
    if mustWake { wake() }
  }

  /// Whether the caller runs on the loop's thread.
  public var isOnLoop: Bool {
    state.withLock { state in
      guard state.isRunning, let thread = state.thread else { return false }
      return pthread_equal(thread, pthread_self()) != 0
    }
  }

  /// Traps unless the caller runs on the loop's thread.
  public func checkIsolated() {
    precondition(isOnLoop, "not on the event loop '\(name)'")
  }

  /// Sets or clears what the loop waits for between jobs; only on the loop's own thread.
  public func setWatch(_ watch: Watch?) {
    precondition(isOnLoop, "not on the event loop '\(name)'")
    self.watch = watch
    setDeadline()
  }

  /// Has the watch called by an instant, once, whatever else it waits for; only on the loop's own thread.
  public func wake(by instant: ContinuousClock.Instant) {
    precondition(isOnLoop, "not on the event loop '\(name)'")
    alarm = min(alarm ?? instant, instant)
  }

  private func setDeadline() {
    guard let watch, watch.timeoutMilliseconds >= 0 else { return deadline = nil }
    deadline = .now + .milliseconds(Int64(watch.timeoutMilliseconds))
  }

  /// What is left until the deadline, as `poll` wants it; rounded up, so that it does not wake too early.
  private var pollTimeout: Int32 {
    guard let next = [deadline, alarm].compactMap(\.self).min() else { return -1 }
    let left = ContinuousClock.now.duration(to: next)
    return left <= .zero ? 0 : Int32(clamping: Int64(left / .milliseconds(1)) + 1)
  }

  /// Ends the thread once the jobs enqueued so far have run.
  public func stop() {
    let mustWake = state.withLock { state in
      state.isStopping = true
      return state.isRunning
    }
    if mustWake { wake() }
  }

  private func wake() {
    // A full pipe is as good a wake-up as one more byte.
    var byte: UInt8 = 1
    _ = write(wakeWriter, &byte, 1)
  }

  private func startThread() {
    let retained = Unmanaged.passRetained(self)
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackBytes)
    defer { pthread_attr_destroy(&attributes) }
    let result = pthread_create(
      &thread, &attributes,
      { context in
        let loop = Unmanaged<EventLoop>.fromOpaque(context!).takeRetainedValue()
        loop.run()
        return nil
      }, retained.toOpaque())
    precondition(result == 0, "pthread_create: error \(result)")
    pthread_detach(thread)
  }

  private func run() {
    nameThread()
    state.withLock { $0.thread = pthread_self() }
    while true {
      runJobs()
      let ended = state.withLock { state in
        guard state.isStopping, state.jobs.isEmpty else { return false }
        state.isRunning = false
        state.thread = nil
        return true
      }
      if ended { return }
      waitForWork()
    }
  }

  /// Names the thread for profilers and `top -H`; `pthread_setname_np` is hidden from Swift.
  private func nameThread() {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = name.withCString { write(file, $0, strlen($0)) }
    close(file)
  }

  private func runJobs() {
    while true {
      let jobs = state.withLock { state in
        let jobs = state.jobs
        state.jobs = []
        // From here on an enqueue must wake the loop out of `poll`.
        if jobs.isEmpty { state.isAwake = false }
        return jobs
      }
      if jobs.isEmpty { return }
      for job in jobs {
        switch job {
        case .isolated(let job): job.runSynchronously(on: asUnownedSerialExecutor())
        case .preferring(let job, let executor): job.runSynchronously(on: executor.asUnownedTaskExecutor())
        }
      }
    }
  }

  private func waitForWork() {
    var descriptors = [pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0)]
    if let watch, watch.descriptor >= 0 {
      let events = Int16(POLLIN) | (watch.wantsWrite ? Int16(POLLOUT) : 0)
      descriptors.append(pollfd(fd: watch.descriptor, events: events, revents: 0))
    }
    let ready = poll(&descriptors, nfds_t(descriptors.count), pollTimeout)
    if ready > 0, descriptors[0].revents != 0 {
      withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
        _ = read(wakeReader, buffer.baseAddress!, 64)
      }
    }
    state.withLock { $0.isAwake = true }
    let isSocketReady = descriptors.count > 1 && descriptors[1].revents != 0
    let now = ContinuousClock.now
    let isOver = deadline.map { $0 <= now } == true
    let isCalled = alarm.map { $0 <= now } == true
    if isCalled { alarm = nil }
    if isSocketReady || isOver { setDeadline() }
    if isSocketReady || isOver || isCalled { watch?.onWake() }
  }
}

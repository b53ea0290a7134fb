extension Check {
  /// Every order is answered.
  static let answers = Check(
    "answers-every-order", contract: "The kit's protocol: a line of JSON answers each order.",
    change:
      #"Print {"done":STEP} when the broker has confirmed, {"refused":STEP} or {"failed":STEP} when it is not "#
      + #"to be, and"#
      + " flush standard output after each line.")
  /// An order that can be carried out is.
  static let does = Check(
    "does-what-is-asked", contract: "What is asked here can be done by the contract.",
    change: "Look at the program's last words; try again where the broker or the connection was at fault.")
  /// The program ends when it is told to.
  static let endsWell = Check(
    "ends-when-told", .advised,
    contract: #"The kit's protocol: {"do":"end"} and the end of its input end the program, with status 0."#,
    change: "Close the connection and exit 0 when there is nothing more to do.")
  /// The broker refused nothing.
  static let refusals = Check(
    "nothing-refused-by-the-broker",
    contract: "A login may do what its kind needs, and nothing else; the broker closes the channel over anything else.",
    change: "Speak AMQP 0-9-1, and do what your kind of login may do.")
  /// Queues are named by their owner.
  static let ownQueues = Check(
    "own-queue-names",
    contract: "Queues that have to last begin with the login's prefix: ats., finance., staff.",
    change: "Name each queue yourself, for instance staff.my-tool; the broker refuses other names."
  )
  /// Deliveries are acknowledged by hand.
  static let acknowledges = Check(
    "acknowledges-by-hand",
    contract:
      "What is not acknowledged is delivered again; what is consumed without acknowledgements is lost when the "
      + "program dies.",
    change:
      "Consume with acknowledgements (no_ack or auto_ack false) and acknowledge each message once its work is done.")
  /// A prefetch is set.
  static let prefetch = Check(
    "sets-a-prefetch", .advised, contract: "Without a prefetch the broker hands over everything that waits at once.",
    change: "Call basic.qos with some hundred messages at most before you consume.")
}

extension Scene {
  /// What is looked at of every program that consumes.
  func lookAtConsuming() {
    let methods = journal.entries.compactMap(\.method)
    let named = methods.compactMap { method -> String? in
      if case .declareQueue(let name, _, _, _) = method { name } else { nil }
    }
    // One that the broker is asked to name, or has named, is the broker's to allow or to refuse.
    let foreign = named.first { name in
      !name.isEmpty && ![role.prefix, "coopt.", "amq."].contains { name.hasPrefix($0) }
    }
    expect(.ownQueues, foreign == nil, seen: "it declared a queue '\(foreign ?? "")'")
    let careless = methods.compactMap { method -> String? in
      switch method {
      case .consume(let queue, false, _), .poll(let queue, false): queue.hasPrefix("amq.") ? nil : queue
      default: nil
      }
    }
    expect(.acknowledges, careless.isEmpty, seen: "it consumed '\(careless.first ?? "")' without acknowledgements")
    let isLimited = methods.contains { method in
      if case .prefetch(let count) = method { count > 0 } else { false }
    }
    let consumes = methods.contains { method in
      if case .consume(let queue, _, _) = method { role.mayHear(by: queue) } else { false }
    }
    if consumes { expect(.prefetch, isLimited, seen: "it set none") }
  }

  /// Waits until the program consumes a queue of its own, by the broker's own word.
  func consuming() async throws {
    let (start, role) = (afterLastEnd, role)
    // Answers are consumed too, by a queue of the broker's own, and maybe first.
    let asked = await journal.place(from: start, within: patience) { entry in
      switch entry.method {
      case .consume(let queue, _, _), .poll(let queue, _): role.mayHear(by: queue)
      case .close(let code, _, _): code != 200
      default: entry.status != nil
      }
    }
    let found = await wait(from: asked ?? journal.count, within: asked == nil ? .zero : patience) { entry in
      switch entry.method {
      case .consuming, .poll: true
      case .close(let code, _, _): code != 200
      default: false
      }
    }
    if case .close? = found?.method { throw Stopped() }
    try require(
      .consumes, found != nil,
      seen: journal.entries.dropFirst(start).compactMap(\.status).first.map { "it ended with status \($0)" }
        ?? "it consumes nothing")
  }
}

extension Check {
  /// It consumes.
  static let consumes = Check(
    "consumes", contract: "A queue of the program's own, bound to coopt.notifications, is consumed from the start.",
    change: "Declare a queue with your prefix, bind it to coopt.notifications, and consume it when the program starts.")
}

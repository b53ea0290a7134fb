extension VendorReader {
  /// What most vendors want: 200 for what is kept, whatever becomes of it, and anything else so that they try again.
  public static func answer(to reception: Reception, for webhook: Webhook, secrets: [String]) -> HookAnswer {
    .usual(to: reception)
  }
}

extension HookAnswer {
  /// Seconds after which to try again where the fault is ours.
  private static let patience = 60
  /// Seconds after which to try again where there were too many at once.
  private static let breath = 5

  /// The answer, with the statuses in which vendors differ.
  static func usual(to reception: Reception, kept: Int = 200, refused: Int = 401) -> HookAnswer {
    switch reception {
    case .kept: HookAnswer(kept, body: "kept\n")
    case .refused(let defect): HookAnswer(refused, body: "\(defect.sentence)\n")
    case .noSecret: later(503, patience, "no secret is configured for this source yet\n")
    case .failed: later(503, patience, "it could not be kept\n")
    case .tooLarge: HookAnswer(413, body: "it is larger than any webhook\n")
    case .tooMany: later(429, breath, "too many at once\n")
    }
  }

  private static func later(_ status: Int, _ seconds: Int, _ body: String) -> HookAnswer {
    HookAnswer(status, headers: ["retry-after": String(seconds)], body: body)
  }
}

extension SignatureDefect {
  /// What the sender reads; it tells nothing of what the signature should be.
  fileprivate var sentence: String {
    switch self {
    case .missing: "the signature is missing"
    case .malformed: "the signature is not of the documented form"
    case .mismatch: "no secret of this source makes this signature"
    case .outdated: "the signed time is too far from now"
    }
  }
}

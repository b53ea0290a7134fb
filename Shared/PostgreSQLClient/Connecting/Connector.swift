/// Opens a connection to the first server that lets it in and is what is wanted, on the connection's own thread.
///
/// libpq's own way through several hosts does not leave one that is silent: so each address is a try of its own, with
/// a deadline of its own, and what is left of the whole time is shared by those that are still to be tried.
struct Connector {
  private struct Failure {
    let place: String
    let error: PostgreSQLError
  }

  let configuration: PostgreSQLConfiguration

  /// An open connection in non-blocking pipeline mode.
  ///
  /// Throws `connectionFailed`, or `authenticationFailed` and `encryptionFailed` where all servers said so; where several servers were
  /// tried it tells what each said. Throws `cancelled` between two tries of a task that is cancelled.
  func connect(until end: ContinuousClock.Instant? = nil) throws(PostgreSQLError) -> OpaquePointer {
    if configuration.reread != nil { return try Connector(configuration: configuration.current()).connect(until: end) }
    let end = end ?? .now + configuration.connectRoundTimeout
    let hosts = configuration.shufflesHosts ? configuration.hosts.shuffled() : configuration.hosts
    let wanted = SessionAttributes.wanted(configuration)
    let round = wanted.flatMap { attributes in hosts.map { (attributes, $0) } }
    var failures: [Failure] = []
    for (index, (attributes, host)) in round.enumerated() {
      let share = Self.share(of: end, among: round.count - index)
      if let connection = try tryHost(host, attributes, until: share, &failures) { return connection }
    }
    throw error(failures)
  }

  /// When the first of several must be done so that each has as much time.
  private static func share(of end: ContinuousClock.Instant, among count: Int) -> ContinuousClock.Instant {
    let now = ContinuousClock.now
    return now + (end - now) / count
  }

  private func tryHost(
    _ host: ServerHost, _ attributes: SessionAttributes, until end: ContinuousClock.Instant,
    _ failures: inout [Failure]
  ) throws(PostgreSQLError) -> OpaquePointer? {
    let addresses: [String?]
    do throws(NameResolution.Failure) {
      addresses = try self.addresses(of: host, until: min(end, .now + configuration.connectTimeout))
    } catch {
      failures.append(Failure(place: host.description, error: unresolved(host, error)))
      return nil
    }
    for (index, address) in addresses.enumerated() {
      if !failures.isEmpty, Task.isCancelled {
        throw PostgreSQLError(
          .cancelled, "the task was cancelled while it looked for a server of \(configuration.target)")
      }
      let share = Self.share(of: end, among: addresses.count - index)
      let attempt = ConnectionAttempt(
        configuration: configuration, host: host, address: address, attributes: attributes,
        deadline: min(share, .now + configuration.connectTimeout))
      do throws(PostgreSQLError) {
        return try attempt.run()
      } catch {
        let place = addresses.count > 1 ? "\(host) (\(address ?? ""))" : host.description
        failures.append(Failure(place: place, error: error))
        // The same role and password at another address of the same name are refused once more.
        if error.code == .authenticationFailed { return nil }
      }
    }
    return nil
  }

  /// One address each; nil for what libpq finds itself.
  private func addresses(
    of host: ServerHost, until deadline: ContinuousClock.Instant
  ) throws(NameResolution.Failure) -> [String?] {
    if host.isLocalSocket { return [nil] }
    if let address = host.address { return [address] }
    let found = try configuration.resolve(host.name ?? "localhost", deadline)
    return configuration.shufflesHosts ? found.shuffled() : found
  }

  // MARK: Errors

  private func unresolved(_ host: ServerHost, _ failure: NameResolution.Failure) -> PostgreSQLError {
    let reason =
      switch failure {
      case .timeOver: "the name service does not answer"
      case .refused(let words): "the name has no address (\(words))"
      }
    var error = PostgreSQLError(
      .connectionFailed, "cannot connect to PostgreSQL at \(configuration.target): \(reason); check the host's name")
    error.serverMessage = reason
    return error
  }

  /// What to throw: the only failure as it is, several with what each server said.
  private func error(_ failures: [Failure]) -> PostgreSQLError {
    guard failures.count > 1 else {
      return failures.first?.error ?? PostgreSQLError(.connectionFailed, "no server is named")
    }
    let same = [PostgreSQLError.Code.authenticationFailed, .encryptionFailed].first { code in
      failures.allSatisfy { $0.error.code == code }
    }
    let said = failures.map { "\($0.place): \($0.error.serverMessage ?? $0.error.message)" }.joined(separator: "; ")
    var error = PostgreSQLError(
      same ?? .connectionFailed,
      "no server of \(configuration.target) can be used: check addresses, role and database, and that one of them takes"
        + " writes (\(said))")
    error.sqlState = failures.lazy.compactMap(\.error.sqlState).first
    error.serverMessage = said
    return error
  }
}

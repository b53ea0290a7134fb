internal import CPostgreSQL

/// The parts of a `postgresql://` URL, checked as far as they can be without a server.
struct DatabaseURL {
  /// libpq's parameters.
  let parameters: [String: String]
  /// Those that are this client's own.
  let ownParameters: [String: String]

  private static let malformed =
    "it must be postgresql://user:password@host:port/database, with special characters percent-encoded"

  /// Reads a URL; throws code `invalidConfiguration` with all that is wrong, and with nothing that may be a password.
  init(_ url: String) throws(PostgreSQLError) {
    let (base, query) = try Self.split(url)
    var problems: [String] = []
    var own: [String: String] = [:]
    var passedOn: [Substring] = []
    for item in query.split(separator: "&", omittingEmptySubsequences: true) {
      let (name, value) = Self.parameter(item)
      if URLParameterRules.ownNames.contains(name) {
        own[name] = value
      } else if value != nil, Self.knownNames.contains(name) {
        passedOn.append(item)
      } else {
        problems.append(Self.complaint(name, hasValue: value != nil))
      }
    }
    let rest = passedOn.isEmpty ? "" : "?" + passedOn.joined(separator: "&")
    let parameters = Self.read(base + rest)
    if parameters == nil { problems.append(Self.malformed) }
    problems += URLParameterRules.problems(of: (parameters ?? [:]).merging(own) { _, own in own })
    guard let parameters, problems.isEmpty else {
      throw PostgreSQLError(
        .invalidConfiguration, "the database URL cannot be used: \(problems.joined(separator: "; "))")
    }
    (self.parameters, self.ownParameters) = (parameters, own)
  }

  /// Cuts the query off, where libpq would: behind the password, in which a question mark may stand as it is.
  ///
  /// A further `@` means that one in the password was not encoded: what follows it would be taken for a host's name or
  /// a parameter's, and be told.
  private static func split(_ url: String) throws(PostgreSQLError) -> (base: String, query: Substring) {
    guard let scheme = ["postgresql://", "postgres://"].first(where: url.hasPrefix) else {
      throw PostgreSQLError(.invalidConfiguration, "the database URL cannot be used: \(malformed)")
    }
    let rest = url.dropFirst(scheme.count)
    let end = rest.firstIndex { $0 == "@" || $0 == "/" }
    let server = end.map { rest[$0] == "@" ? rest[rest.index(after: $0)...] : rest } ?? rest
    guard !server.contains("@") else {
      throw PostgreSQLError(
        .invalidConfiguration,
        "the database URL cannot be used: it has an '@' too many; in a password or a parameter write %40 for '@'"
          + " and %2F for '/'")
    }
    guard let mark = server.firstIndex(of: "?") else { return (url, "") }
    return (String(url[..<mark]), server[server.index(after: mark)...])
  }

  private static func parameter(_ item: Substring) -> (name: String, value: String?) {
    let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count == 2 ? String(parts[1]) : nil)
  }

  private static func complaint(_ name: String, hasValue: Bool) -> String {
    let isName = (1...40).contains(name.utf8.count) && name.utf8.allSatisfy { SQLIdentifier.isNameByte($0) }
    guard isName else { return "a parameter has a name that cannot be read" }
    return hasValue ? "there is no parameter '\(name)'" : "the parameter '\(name)' has no value"
  }

  private static func read(_ url: String) -> [String: String]? {
    options(url)?.compactMapValues { $0 }
  }

  /// The parameters that libpq knows; `ssl` stands for `sslmode=require`.
  private static let knownNames = Set((options("postgresql://") ?? [:]).keys).union(["ssl"])

  /// All parameters of libpq, with the values that a URL gives them; nil where the URL cannot be read.
  ///
  /// What libpq says of such a URL quotes it, and is not repeated.
  private static func options(_ url: String) -> [String: String?]? {
    var complaint: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &complaint) else {
      PQfreemem(complaint)
      return nil
    }
    defer { PQconninfoFree(options) }
    var parameters: [String: String?] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      parameters[String(cString: keyword)] = .some(option.pointee.val.map { String(cString: $0) })
      option += 1
    }
    return parameters
  }
}

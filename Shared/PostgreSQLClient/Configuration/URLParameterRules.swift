internal import CPostgreSQL
import Glibc

/// What the values of a URL's parameters must look like; libpq would complain of most only when it connects.
///
/// Values are never repeated: in a garbled URL any of them may be a piece of the password.
enum URLParameterRules {
  private enum Rule {
    case oneOf([String])
    case number
    case file
    case rootCertificates
    case privateKey
    case duration
  }

  /// Parameters that are this client's and not libpq's.
  static let ownNames: Set<String> = ["response_timeout", "load_balance_hosts"]

  private static let modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]
  private static let protocols = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]
  private static let attributes = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"]

  private static let rules: [(name: String, rule: Rule)] = [
    ("sslmode", .oneOf(modes)),
    ("sslrootcert", .rootCertificates), ("sslcert", .file), ("sslkey", .privateKey), ("sslcrl", .file),
    ("sslcrldir", .file), ("passfile", .file),
    ("ssl_min_protocol_version", .oneOf(protocols)), ("ssl_max_protocol_version", .oneOf(protocols)),
    ("sslcompression", .oneOf(["0", "1"])), ("sslsni", .oneOf(["0", "1"])),
    ("channel_binding", .oneOf(["disable", "prefer", "require"])),
    ("gssencmode", .oneOf(["disable", "prefer", "require"])),
    ("target_session_attrs", .oneOf(attributes)), ("load_balance_hosts", .oneOf(["disable", "random"])),
    ("connect_timeout", .number), ("keepalives", .oneOf(["0", "1"])), ("keepalives_idle", .number),
    ("keepalives_interval", .number), ("keepalives_count", .number), ("tcp_user_timeout", .number),
    ("response_timeout", .duration),
  ]

  /// What is wrong with some parameters, a sentence each.
  static func problems(of parameters: [String: String]) -> [String] {
    let values = rules.compactMap { name, rule in
      parameters[name].flatMap { complaint($0, rule).map { "\(name) \($0)" } }
    }
    return hostProblems(parameters) + values + missing(parameters)
  }

  private static func complaint(_ value: String, _ rule: Rule) -> String? {
    switch rule {
    case .oneOf(let values): values.contains(value) ? nil : "must be one of \(values.joined(separator: ", "))"
    case .number: (Int32(value) ?? -1) >= 0 ? nil : "must be a whole number"
    case .duration: Duration(setting: value) != nil ? nil : "must be a time as 500ms, 45s or 2min, 0 for no limit"
    case .file: unreadable(value)
    case .rootCertificates: value == "system" && PQlibVersion() >= 160_000 ? nil : unreadable(value)
    case .privateKey: isEngineKey(value) ? nil : unreadable(value) ?? exposed(value)
    }
  }

  private static func unreadable(_ path: String) -> String? {
    access(path, R_OK) == 0 ? nil : "names a file that cannot be read (\(String(cString: strerror(errno))))"
  }

  /// libpq takes `engine:key` for a key that hardware keeps.
  private static func isEngineKey(_ value: String) -> Bool { !value.hasPrefix("/") && value.contains(":") }

  /// libpq refuses a key that others may read; one of root's may be read by its group.
  private static func exposed(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let forbidden = status.st_uid == 0 ? S_IWGRP | S_IXGRP | S_IRWXO : S_IRWXG | S_IRWXO
    return status.st_mode & forbidden == 0 ? nil : "names a file that others may read: make its mode 0600"
  }

  private static func hostProblems(_ parameters: [String: String]) -> [String] {
    let lists = ["host", "hostaddr", "port"].map { parameters[$0].map(ServerHost.items) ?? [] }
    let ports = lists[2].allSatisfy { $0.isEmpty || (1...65_535).contains(Int($0) ?? 0) }
    let count = max(lists[0].count, lists[1].count, 1)
    let isEven = lists[0].isEmpty || lists[1].isEmpty || lists[0].count == lists[1].count
    return [
      ports ? nil : "port must be a number from 1 to 65535",
      isEven ? nil : "host and hostaddr must name as many servers as each other",
      lists[2].count <= 1 || lists[2].count == count ? nil : "port must be one, or one for each host",
    ].compactMap { $0 }
  }

  private static func missing(_ parameters: [String: String]) -> [String] {
    guard let mode = parameters["sslmode"], mode == "verify-ca" || mode == "verify-full" else { return [] }
    let isNamed = parameters["sslrootcert"] != nil || getenv("PGSSLROOTCERT") != nil
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let isThere = isNamed || access("\(home)/.postgresql/root.crt", R_OK) == 0
    return isThere ? [] : ["sslmode \(mode) needs sslrootcert, the certificates of whom to trust"]
  }
}

/// What a session must be, as `target_session_attrs` names it.
package enum SessionAttributes: String, CaseIterable {
  case any
  case readWrite = "read-write"
  case readOnly = "read-only"
  case primary
  case standby

  /// What a configuration asks for, in the order in which to look for it.
  static func wanted(_ configuration: PostgreSQLConfiguration) -> [SessionAttributes] {
    let setting = configuration.parameters["target_session_attrs"]
    if setting == "prefer-standby" { return [.standby, .any] }
    if let wanted = setting.flatMap(SessionAttributes.init(rawValue:)) { return [wanted] }
    return [configuration.hosts.count > 1 ? .readWrite : .any]
  }

  /// Why a session is not what is wanted; nil when it is.
  package func objection(isReadOnly: Bool, isStandby: Bool) -> String? {
    switch self {
    case .any: nil
    case .readWrite: isStandby ? "it is a standby" : isReadOnly ? "its sessions are read-only" : nil
    case .readOnly: isReadOnly || isStandby ? nil : "its sessions are not read-only"
    case .primary: isStandby ? "it is a standby" : nil
    case .standby: isStandby ? nil : "it is no standby"
    }
  }
}

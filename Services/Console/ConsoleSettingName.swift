import ServiceSettings

/// The settings that the console may be given.
package enum ConsoleSettingName {
  /// Each of them.
  package static let all: [SettingName] = [
    SettingName(
      name: "COOPT_CONSOLE_URL", meaning: "the address that people type, such as https://console.example.com"),
    SettingName(name: "COOPT_CONSOLE_HOST", meaning: "the address it listens on; 127.0.0.1"),
    SettingName(name: "COOPT_CONSOLE_PORT", meaning: "its port; 8090"),
    SettingName(name: "COOPT_AMQP_URL", meaning: "amqp:// or amqps://user:password@host:port/vhost, as a staff tool"),
    SettingName(name: "COOPT_CONSOLE_SERVICES", meaning: "name=address of each service's HTTP side, by commas; none"),
    SettingName(name: "COOPT_OIDC_ISSUER", meaning: "the identity provider, as its tokens name it"),
    SettingName(name: "COOPT_OIDC_CLIENT_ID", meaning: "what the provider calls the console"),
    SettingName(name: "COOPT_OIDC_CLIENT_SECRET", meaning: "the console's secret there; none for a public client"),
    SettingName(name: "COOPT_OIDC_CA_FILE", meaning: "the authority of the provider's certificate, PEM; the system's"),
    SettingName(name: "COOPT_OIDC_SCOPES", meaning: "what is asked for; openid profile"),
    SettingName(name: "COOPT_OIDC_ROLES_CLAIM", meaning: "the claim with the roles, a.b for one in another; roles"),
    SettingName(
      name: "COOPT_OIDC_ROLES", meaning: "word=role by commas: what the claim's words mean; the roles' names"),
    SettingName(name: "COOPT_SESSION_IDLE_SECONDS", meaning: "a session ends so long after the last request; 1800"),
    SettingName(name: "COOPT_SESSION_SECONDS", meaning: "a session ends so long after signing in; 28800"),
    SettingName(name: "COOPT_SESSIONS_OF_PERSON", meaning: "how many sessions one person has at most; 10"),
    SettingName(name: "COOPT_TIME_ZONE", meaning: "the zone of days and hours; Europe/Paris"),
    SettingName(name: "COOPT_PLAIN_TEXT", meaning: "loopback, or allowed: http and amqp to other machines; loopback"),
    SettingName(name: "COOPT_HTTP_HOST", meaning: "the address of /health and /metrics; 127.0.0.1"),
    SettingName(name: "COOPT_HTTP_PORT", meaning: "its port; 8080"),
    SettingName(name: "COOPT_LETTERS_AMQP_URL", meaning: "the broker as a login that may read and replay dead letters"),
    SettingName(
      name: "COOPT_OPERATIONS_DATABASE_URL", meaning: "the trail that replayed and discarded dead letters go to"),
    SettingName(name: "COOPT_LOG_LEVEL", meaning: "trace, debug, info, notice, warning, error or critical; info"),
    SettingName(name: "COOPT_DRAIN_SECONDS", meaning: "how long stopping may take; 20"),
  ]
}

import Certificates
import NotificationsDomain
import SMTPClient
import MessageHandling
import ServiceSettings
import Vocabulary

/// Whoever hands letters over to a mail server, several at once.
package protocol MailCarrier: Sendable {
  /// How many letters at once at most.
  var connections: Int { get }
  /// Hands over one letter and says how that ended; calls `onUse` once the server turns out to be usable.
  func send(
    _ letter: [UInt8], from sender: String, to recipient: String, onUse: @escaping @Sendable () -> Void
  ) async -> SMTPOutcome
}

extension SMTPClient: MailCarrier {}

/// How letters go out, where they do: the mail server, the sender, and how often each is tried.
package struct Mailing: Sendable {
  let carrier: any MailCarrier
  let sender: MailSender
  let patience: DeliveryPatience
  /// How whoever reads of offers stops that, where there is such a way beside the profile.
  let unsubscription: Unsubscription?
  /// The files of certificates that count for the mail server.
  let certificateFiles: [CertificateFile]
  /// What the mail server shows of itself.
  let serverCertificate: ServerCertificate

  package init(
    _ carrier: any MailCarrier, sender: MailSender, patience: DeliveryPatience, unsubscription: Unsubscription? = nil,
    certificateFiles: [CertificateFile] = [], serverCertificate: ServerCertificate = ServerCertificate()
  ) {
    self.carrier = carrier
    self.sender = sender
    self.patience = patience
    self.unsubscription = unsubscription
    self.certificateFiles = certificateFiles
    self.serverCertificate = serverCertificate
  }

  /// What the settings say of it; nil where no mail server is named.
  ///
  /// Throws `SettingError`.
  package init?(_ settings: Settings) throws(SettingError) {
    guard let url = try settings.optionalText("COOPT_SMTP_URL") else { return nil }
    let encryptionName = try settings.optionalText("COOPT_SMTP_ENCRYPTION") ?? "required"
    guard let encryption = SMTPConfiguration.Encryption(rawValue: encryptionName) else {
      throw SettingError("COOPT_SMTP_ENCRYPTION", "is not 'required', 'opportunistic' or 'off'")
    }
    guard let sender = MailSender(try settings.text("COOPT_MAIL_FROM")) else {
      throw SettingError("COOPT_MAIL_FROM", "is neither an e-mail address nor 'Name <address>'")
    }
    let patience = DeliveryPatience(
      attempts: try settings.integer("COOPT_MAIL_ATTEMPTS", default: 8, in: 1...100),
      firstPause: try settings.seconds("COOPT_MAIL_RETRY_SECONDS", default: 60))
    let unsubscription = try Unsubscription(settings)
    let connections = try settings.integer("COOPT_MAIL_CONNECTIONS", default: 8, in: 1...100)
    let plainText = try settings.plainText()
    do throws(SMTPError) {
      var server = try SMTPConfiguration(url: url, encryption: encryption, plainText: plainText)
      server.reread = { try settings.text("COOPT_SMTP_URL") }
      self.init(
        SMTPClient(server, connections: connections), sender: sender, patience: patience,
        unsubscription: unsubscription, certificateFiles: server.certificateFiles,
        serverCertificate: server.serverCertificate)
    } catch {
      throw SettingError("COOPT_SMTP_URL", "cannot be used: \(error.reason)")
    }
  }
}

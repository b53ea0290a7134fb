import ConsoleDomain
import Messages

/// What can be done to members.
enum MembersForms {
  static let expel = ActionForm(
    type: Expel.messageType, title: Said("Exclure", "Expel"), button: Said("Exclure", "Expel"),
    warning: Said(
      "La personne n’est plus membre, et n’est pas admise de nouveau tant que vous ne la réadmettez pas. Ce qui lui est dû reste dû.",
      "The person is no member any more, and is not admitted again until you readmit them. What is owed to them stays owed."
    ),
    done: Said("La personne est exclue.", "The person is expelled."), isGrave: true,
    fields: [
      FormField(name: "memberId", kind: .hidden, label: Said("Membre", "Member")),
      FormField(name: "reason", kind: .text, label: Said("Raison, pour le journal", "Reason, for the record")),
    ])

  static let readmit = ActionForm(
    type: Readmit.messageType, title: Said("Réadmettre", "Readmit"), button: Said("Réadmettre", "Readmit"),
    warning: Said(
      "La personne peut être invitée de nouveau ; elle n’est pas membre pour autant.",
      "The person may be invited again; that does not make them a member."),
    done: Said("La personne peut être invitée de nouveau.", "The person may be invited again."),
    fields: [
      FormField(name: "email", kind: .hidden, label: Said("Adresse", "Address")),
      FormField(name: "reason", kind: .text, label: Said("Raison, pour le journal", "Reason, for the record")),
    ])

  static let revokeInvitation = ActionForm(
    type: RevokeInvitation.messageType, title: Said("Retirer l’invitation", "Revoke the invitation"),
    button: Said("Retirer l’invitation", "Revoke the invitation"),
    done: Said("L’invitation n’admet plus personne.", "The invitation admits nobody any more."), isGrave: true,
    fields: [FormField(name: "invitationId", kind: .hidden, label: Said("Invitation", "Invitation"))])

  static let publishCharter = ActionForm(
    type: PublishCharter.messageType, title: Said("Publier une charte", "Publish a charter"),
    button: Said("Mettre en vigueur", "Put in force"),
    warning: Said(
      "Elle vaut tout de suite : chaque membre la signe avant sa prochaine recommandation.",
      "It is in force at once: every member signs it before their next recommendation."),
    done: Said("La charte est en vigueur.", "The charter is in force."), isGrave: true,
    fields: [
      FormField(
        name: "charterVersion", kind: .line, label: Said("Version", "Version"),
        hint: Said("Comme 2026-12.", "Such as 2026-12."))
    ])

  /// Not among those that are sent as they are: what is answered, the code, has a page of its own.
  static let invite = ActionForm(
    type: InviteMember.messageType, title: Said("Inviter quelqu’un", "Invite somebody"),
    button: Said("Inviter", "Invite"),
    done: Said("L’invitation part par courriel.", "The invitation goes out by e-mail."),
    fields: [
      FormField(name: "sponsorId", kind: .hidden, label: Said("Parrain", "Sponsor"), isRequired: false),
      FormField(name: "email", kind: .email, label: Said("Adresse", "E-mail address")),
      FormField(
        name: "locale", kind: .choice([("fr", Said("Français", "French")), ("en", Said("Anglais", "English"))]),
        label: Said("Langue", "Language"), isRequired: false),
      FormField(
        name: "deliver", kind: .tick,
        label: Said("Envoyer l’invitation par courriel", "Send the invitation by e-mail"),
        hint: Said(
          "Sinon, le code vous est montré une fois, et vous le transmettez.",
          "Else the code is shown to you once, and you hand it over."), isRequired: false),
      FormField(
        name: "expiresAt", kind: .day, label: Said("Valable jusqu’au", "Valid until"),
        hint: Said("Vide : la durée que prévoient les règles.", "Empty: as long as the policy says."), isRequired: false
      ),
    ])
}

import ConsoleDomain
import Messages
import Vocabulary

/// What is done with companies.
enum CompanyForms {
  static let all = [register, update]

  private static let languages: FormField.Kind = .choice([
    (Language.french.rawValue, Said("français", "French")), (Language.english.rawValue, Said("anglais", "English")),
  ])

  static let register = ActionForm(
    type: RegisterCompany.messageType,
    title: Said("Enregistrer une entreprise", "Register a company"),
    button: Said("Enregistrer", "Register"),
    done: Said("L’entreprise est enregistrée.", "The company is registered."),
    fields: [
      FormField(name: "companyId", kind: .hidden, label: Said("Entreprise", "Company"), isRequired: false),
      FormField(name: "name", kind: .line, label: Said("Nom", "Name")),
      FormField(
        name: "siren", kind: .line, label: Said("SIREN", "SIREN"),
        hint: Said(
          "Neuf chiffres. Un SIREN, une entreprise ; il sert à reconnaître l’employeur d’un candidat.",
          "Nine digits. One SIREN, one company; it tells whether a candidate’s employer is the same."),
        isRequired: false),
      FormField(
        name: "contactEmail", kind: .email, label: Said("Adresse de contact", "Contact’s e-mail address"),
        hint: Said(
          "Les candidatures y sont transmises. Sans elle, rien ne peut l’être.",
          "Candidates are transmitted there. Without one, none can be."),
        isRequired: false),
      FormField(
        name: "locale", kind: languages, label: Said("Langue des courriers", "Language of letters"),
        hint: Said("Français si rien n’est choisi.", "French where none is chosen."), isRequired: false),
    ])

  static let update = ActionForm(
    type: UpdateCompany.messageType,
    title: Said("Modifier l’entreprise", "Amend the company"),
    button: Said("Enregistrer", "Save"),
    done: Said("L’entreprise est modifiée.", "The company is amended."),
    fields: [
      FormField(name: "companyId", kind: .hidden, label: Said("Entreprise", "Company")),
      FormField(
        name: "name", kind: .line, label: Said("Nom", "Name"), isRequired: false, isRequiredWhereShown: true),
      FormField(
        name: "siren", kind: .line, label: Said("SIREN", "SIREN"),
        hint: Said("Neuf chiffres. Vidé, il est retiré.", "Nine digits. Emptied, it is removed."), isRequired: false,
        emptyRemoves: true),
      FormField(
        name: "contactEmail", kind: .email, label: Said("Adresse de contact", "Contact’s e-mail address"),
        hint: Said(
          "Les candidatures y sont transmises. Vidée, elle est retirée.",
          "Candidates are transmitted there. Emptied, it is removed."),
        isRequired: false, emptyRemoves: true),
      FormField(
        name: "locale", kind: languages, label: Said("Langue des courriers", "Language of letters"), isRequired: false,
        isRequiredWhereShown: true),
    ])
}

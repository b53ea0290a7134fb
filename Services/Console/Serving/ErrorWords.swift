import ConsoleDomain

/// What is said where there is no page.
enum ErrorWords {
  static let all: [String: Said] = [
    "home": Said("Aller à l’accueil", "Go to the first page"),
    "unreadable-title": Said("Cette demande ne se lit pas", "This request cannot be read"),
    "unreadable": Said(
      "L’adresse ou le formulaire n’est pas écrit comme le web l’écrit. Rien n’a été fait.",
      "Its address or its form is not written as the web writes it. Nothing was done."),
    "foreign-title": Said("Cette demande vient d’un autre site", "This request comes from another site"),
    "foreign": Said(
      "Un formulaire de la console ne s’envoie que depuis la console. Rien n’a été fait.",
      "A form of the console is sent from the console alone. Nothing was done."),
    "not-found-title": Said("Cette page n’existe pas", "There is no such page"),
    "not-found": Said(
      "L’adresse est incomplète, ou ce qu’elle montrait n’est plus là.",
      "The address is not whole, or what it showed is not there any more."),
    "method-title": Said("Cela ne se demande pas ainsi", "This is not asked for like that"),
    "method": Said(
      "L’adresse existe, mais pas pour cette sorte de demande.",
      "The address exists, but not for this kind of request."),
    "too-late-title": Said("Le formulaire n’est pas arrivé", "The form did not arrive"),
    "too-late": Said(
      "Il n’est pas arrivé entier à temps. Rien n’a été fait.", "It did not arrive whole in time. Nothing was done."),
    "too-large-title": Said("C’est trop long", "This is too long"),
    "too-large": Said(
      "Un formulaire tient en 128 kilooctets, une adresse en 8. Rien n’a été fait.",
      "A form takes 128 kilobytes, an address 8. Nothing was done."),
    "broken-title": Said("La console a fait une erreur", "The console made a mistake"),
    "broken": Said(
      "Elle est notée. Si elle revient, prévenez la personne qui exploite la console.",
      "It is written down. If it comes back, tell whoever operates the console."),
  ]
}

// Sent by itself: whoever signs out here does so at the provider, too.
document.getElementById("leave").submit();

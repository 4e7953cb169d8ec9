import { Chat } from "./chat.js";
import { $ } from "./element.js";
import { Credentials } from "./identity.js";

const NAME = "chorus.name";
const ROOM = /^[A-Za-z0-9_.:-]{1,128}$/;

let chat = null;

/** The room that the address names after `#`, or the general one. */
function roomOfAddress() {
  const room = location.hash.slice(1);
  return ROOM.test(room) ? room : "general";
}

async function enter(name) {
  const credentials = new Credentials(name);
  // Asked for once here, so that a server without tokens is told apart from one that is away.
  await credentials.renew();
  sessionStorage.setItem(NAME, name);
  $("enter").hidden = true;
  $("chat").hidden = false;
  chat = new Chat(credentials);
  chat.enter(roomOfAddress());
  $("text").focus();
}

function showForm() {
  $("chat").hidden = true;
  $("enter").hidden = false;
  $("first-room").value = roomOfAddress();
  $("name").focus();
}

$("enter-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter ?? $("enter-form").querySelector("button");
  button.disabled = true;
  $("enter-error").textContent = "";
  location.hash = $("first-room").value;
  try {
    await enter($("name").value.trim());
  } catch (error) {
    $("enter-error").textContent = error.message;
  }
  button.disabled = false;
});

$("room-form").addEventListener("submit", (event) => {
  event.preventDefault();
  location.hash = $("room").value;
  $("text").focus();
});

$("leave").addEventListener("click", () => {
  sessionStorage.removeItem(NAME);
  chat.end();
  location.reload();
});

addEventListener("hashchange", () => chat?.enter(roomOfAddress()));
addEventListener("online", () => chat?.reconnect());

const remembered = sessionStorage.getItem(NAME);
if (remembered) {
  enter(remembered).catch((error) => {
    showForm();
    $("name").value = remembered;
    $("enter-error").textContent = error.message;
  });
} else {
  showForm();
}

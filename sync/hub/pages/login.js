// SPDX-License-Identifier: Apache-2.0
// Sign-in: one request, and the page that was asked for.
"use strict";

const note = document.querySelector("#note");
const button = document.querySelector("#sign-in");

document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  note.textContent = "";
  try {
    const answer = await fetch("/staff/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        login: document.querySelector("#login").value.trim(),
        password: document.querySelector("#password").value,
      }),
    });
    if (answer.ok) return location.reload();
    note.textContent = (await answer.json()).title;
  } catch {
    note.textContent = "连不上服务器，请检查网线后再试。";
  }
  button.disabled = false;
  document.querySelector("#password").select();
});

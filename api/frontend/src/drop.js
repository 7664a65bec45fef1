// Shows on which field a file lands that is dragged over the page; without this the field takes a dropped file as well.
for (const field of document.querySelectorAll(".drop input[type=file]")) {
  for (const [event, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
    field.addEventListener(event, () => field.classList.toggle("over", over));
  }
}

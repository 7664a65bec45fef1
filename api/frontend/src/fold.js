// Folds the filters beside a list away where they would stand before it, on a narrow screen.
if (!matchMedia("(min-width: 62rem)").matches) {
  for (const filters of document.querySelectorAll(".side > .fold")) filters.open = false;
}

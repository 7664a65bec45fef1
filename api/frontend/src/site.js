// What every page gets besides its own: all of it works without, only less easily.
import "./drop.js";
import "./fold.js";
import "./suggest.js";

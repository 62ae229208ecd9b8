// Before the first paint: the theme, so that a dark screen never flashes white. src/lib/preferences.ts takes over from here.
(function () {
  var chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem('preferences') || '{}') || {};
  } catch {
    // Nothing readable was chosen.
  }
  var root = document.documentElement;
  var themes = ['light', 'night', 'sun'];
  root.dataset.theme = themes.includes(chosen.theme)
    ? chosen.theme
    : matchMedia('(prefers-color-scheme: dark)').matches
      ? 'night'
      : 'light';
  if (chosen.language === 'es' || chosen.language === 'en') root.lang = chosen.language;
})();

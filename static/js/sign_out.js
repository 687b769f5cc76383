// Whoever signs out leaves no half-written judgement behind in this tab (review_draft.js).
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("review-draft-")) sessionStorage.removeItem(key);
  } catch {
    // Without storage nothing was kept.
  }
});

namespace Acp.Browser.Tests;

internal static class Contrast
{
    /// <summary>
    /// Texts that do not stand out from their ground as WCAG 2.2 AA asks (4.5 to 1, and 3 to 1 from 24 px or 18.66 px bold);
    /// what is disabled is free of it. A script that returns them, a line each.
    /// </summary>
    public const string Faint = """
        const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
        const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
        const linear = (part) => part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
        const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        const ground = (it) => { for (; it; it = it.parentElement) { const colour = rgba(getComputedStyle(it).backgroundColor); if (colour[3] > 250) return colour; } return [255, 255, 255, 255]; };
        const faint = [];
        for (const it of document.querySelectorAll("body *")) {
          const own = [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim());
          const style = getComputedStyle(it);
          if (!own || it.closest("[disabled], option, .unseen, .skip, svg, [aria-busy], .old") || style.visibility === "hidden" || it.getClientRects().length === 0) continue;
          const [a, b] = [light(rgba(style.color)), light(ground(it))].sort((x, y) => y - x);
          const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
          if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) faint.push(`${it.localName}.${it.className} ${((a + 0.05) / (b + 0.05)).toFixed(2)} ${it.textContent.trim().slice(0, 40)}`);
        }
        return faint.join("\n");
        """;
}

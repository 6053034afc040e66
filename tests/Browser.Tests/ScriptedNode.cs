using System.Text.Json;

namespace Acp.Browser.Tests;

/// <summary>What <c>GET /admin/live</c> tells a page, as the test says: one node after another, several times a second.</summary>
internal sealed class ScriptedNode
{
    private const string Script = """
        window.node = { says: SAYS, asked: [], answers: "all" };
        (() => {
          const real = window.fetch;
          let feed = null;
          const told = (at, says) => ({ ...says, at, stored: says.stored && { ...says.stored, at } });
          const frame = () => new TextEncoder().encode(`retry: 1500\ndata: ${JSON.stringify(told(new Date().toISOString(), window.node.says))}\n\n`);
          const stream = (signal) => new ReadableStream({ start(controller) {
            feed = controller;
            feed.enqueue(frame());
            signal.addEventListener("abort", () => window.node.cut());
            window.node.answers === "one" && window.node.cut();
          } });
          window.node.cut = () => { feed?.close(); feed = null; };
          setInterval(() => feed?.enqueue(frame()), 250);
          window.fetch = (address, options) => {
            if (!String(address).endsWith("/admin/live")) {
              return real(address, options);
            }

            window.node.asked.push(performance.now());
            return Promise.resolve(window.node.answers === "none"
              ? new Response("", { status: 503, headers: { "Retry-After": "2" } })
              : new Response(stream(options.signal), { headers: { "Content-Type": "text/event-stream" } }));
          };
        })();
        """;

    private readonly Browser browser;

    /// <param name="says">An event's data, but for its times.</param>
    public ScriptedNode(Browser browser, object says)
    {
        this.browser = browser;
        browser.Prepare(Script.Replace("SAYS", JsonSerializer.Serialize(says), StringComparison.Ordinal));
    }

    /// <summary>From the next event on.</summary>
    public void Says(object says) => browser.Ask<object?>("window.node.says = JSON.parse(arguments[0]); return null", JsonSerializer.Serialize(says));

    /// <summary>The stream ends, and whoever comes again meets another node.</summary>
    public void IsReplaced(object says)
    {
        Says(says);
        browser.Ask<object?>("window.node.cut(); return null");
    }

    /// <param name="frames"><c>none</c>: it refuses, and asks for two seconds of patience. <c>one</c>: the stream ends after it, and asks for one and a half. <c>all</c>.</param>
    public void Answers(string frames) => browser.Ask<object?>("window.node.answers = arguments[0]; window.node.asked = []; window.node.cut(); return null", frames);

    /// <summary>Milliseconds between tries, once there were so many since it was last told what to answer.</summary>
    public double[] Pauses(int tries)
    {
        browser.Holds($"return window.node.asked.length >= {tries}");
        var asked = browser.Ask<IReadOnlyCollection<object>>("return window.node.asked").Select(it => Convert.ToDouble(it, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return [.. asked.Zip(asked.Skip(1), (before, after) => after - before)];
    }
}

using Acp.CheckoutSessions;
using Acp.Gateway.Http;
using Acp.Gateway.Signing;
using Acp.Gateway.Telemetry;

namespace Acp.Gateway;

/// <summary>
/// HTTP to grain calls. The request's cancellation goes nowhere: a caller that hangs up does not stop a turn in which
/// money may already be on its way.
/// </summary>
internal sealed class CheckoutEndpoints(
    PostReader posts, RequestGate gate, RequestSignatures signatures, IGrains grains, IIds ids, CreatesInFlight creates, PassingCompletes completes)
{
    /// <summary>Where idempotency keys of creates live; those of a session are below.</summary>
    public const string Collection = "/checkout_sessions";

    public Task Create(HttpContext http) => Answer(http, Collection, bodyRequired: true, post =>
    {
        var request = post.Version.ReadCreate(post.Body!.Value);
        return creates.Once(post.Call, () => grains.Get<ICheckoutSession>(ids.New(SessionIds.Prefix)).Create(post.Call, request));
    });

    public async Task Retrieve(HttpContext http)
    {
        var (_, caller, signature) = await gate.Admit(http.Request);
        await signatures.Accept(signature, caller.Platform, body: null, new SignedUse(http.Request.Method, PathOf(http), Key: null));
        await ReplyWriter.Write(http, await OnSession(IdOf(http), session => session.Retrieve(caller)));
    }

    public Task Update(HttpContext http) => Answer(http, PathOf(http), bodyRequired: true, post =>
    {
        var request = post.Version.ReadUpdate(post.Body!.Value);
        return OnSession(IdOf(http), session => session.Update(post.Call, request));
    });

    public Task Complete(HttpContext http) => Answer(http, PathOf(http) + "/complete", bodyRequired: true, post =>
    {
        var request = post.Version.ReadComplete(post.Body!.Value);
        return OnSession(IdOf(http), session => completes.Time(() => session.Complete(post.Call, request)));
    });

    public Task Cancel(HttpContext http) => Answer(http, PathOf(http) + "/cancel", bodyRequired: false, post =>
    {
        var request = post.Version.ReadCancel(post.Body);
        return OnSession(IdOf(http), session => session.Cancel(post.Call, request));
    });

    private async Task Answer(HttpContext http, string path, bool bodyRequired, Func<Post, ValueTask<Answer>> handle) =>
        await ReplyWriter.Write(http, await posts.Read(http.Request, path, bodyRequired, handle));

    private ValueTask<Answer> OnSession(string id, Func<ICheckoutSession, ValueTask<Answer>> ask) =>
        SessionIds.IsPossible(id) ? ask(grains.Get<ICheckoutSession>(id)) : new(new Answer.NotFound());

    // From the decoded id, not from the URL: «/» and «/api», and every way to write a path, are one.
    private static string PathOf(HttpContext http) => $"{Collection}/{IdOf(http)}";

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["id"]!;
}

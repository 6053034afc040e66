using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>Signatures beside the bearer key, of a platform that has registered a key. docs/signing.md is what is signed.</summary>
internal static class SigningRules
{
    private const string Source = "RFC agentic checkout §7";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Recommended("signing.accepted", "A request with a right signature is served, also one without a body.", Source, Released.All, A_right_signature_is_served),
        Rule.Recommended("signing.forged", "One whose signature is of another body, or of nobody, is refused with 401.", Source, Released.All, A_wrong_signature_is_refused),
        Rule.Recommended("signing.skew", "One signed an hour ago, or an hour ahead, is refused with 401.", Source, Released.All, An_old_signature_is_refused),
        Rule.Recommended("signing.replay", "A signature serves one request: under another key it is refused with 401.", Source, Released.All, A_signature_serves_one_request),
        Rule.Decided("signing.incomplete", "A signature without its time is refused.", "docs/signing.md", Released.All, A_signature_without_its_time_is_refused),
        Rule.Decided("signing.required", "A platform that must sign is refused where it does not.", "docs/signing.md", Released.All, Who_must_sign_is_refused_without),
    ];

    private static async Task A_right_signature_is_served(Scene scene)
    {
        var created = await scene.Agent.Send(Signed(scene));
        Must.HaveStatus(created, 201);
        Must.HaveStatus(await scene.Agent.Send(Of(scene).Sign(AsSigner(scene, scene.Agent.Asking(Operation.Retrieve, created.Id)))), 200);
    }

    private static async Task A_wrong_signature_is_refused(Scene scene)
    {
        Must.HaveStatus(await scene.Agent.Send(Signed(scene) with { Body = scene.Basket(2).ToJsonString() }), 401);
        var unsigned = AsSigner(scene, scene.Agent.Asking(Operation.Create, null, scene.Basket()));
        Must.HaveStatus(await scene.Agent.Send(unsigned with { Headers = [("Timestamp", Signer.Now()), ("Signature", new string('A', 86))] }), 401);
    }

    private static async Task An_old_signature_is_refused(Scene scene)
    {
        Must.HaveStatus(await scene.Agent.Send(Signed(scene, TimeSpan.FromHours(-1))), 401);
        Must.HaveStatus(await scene.Agent.Send(Signed(scene, TimeSpan.FromHours(1))), 401);
    }

    private static async Task A_signature_serves_one_request(Scene scene)
    {
        var first = Signed(scene);
        Must.HaveStatus(await scene.Agent.Send(first), 201);
        Must.HaveStatus(await scene.Agent.Send(first with { IdempotencyKey = Agent.NewKey() }), 401);
    }

    private static async Task A_signature_without_its_time_is_refused(Scene scene)
    {
        var signed = Signed(scene);
        Must.Refuse(await scene.Agent.Send(signed with { Headers = [.. signed.Headers.Where(header => header.Name == "Signature")] }));
    }

    private static async Task Who_must_sign_is_refused_without(Scene scene)
    {
        _ = Of(scene);
        Must.HaveStatus(await scene.Agent.Send(AsSigner(scene, scene.Agent.Asking(Operation.Create, null, scene.Basket()))), 401);
    }

    private static Ask Signed(Scene scene, TimeSpan off = default) =>
        Of(scene).Sign(AsSigner(scene, scene.Agent.Asking(Operation.Create, null, scene.Basket())), off);

    private static Ask AsSigner(Scene scene, Ask ask) => ask with { Authorization = $"Bearer {scene.Shop.SignedKey}" };

    private static Signer Of(Scene scene) => scene.Shop is { SigningKey: { } pem, SignedKey: not null }
        ? new Signer(pem)
        : throw new NotTriedException("No platform that must sign is known (--signed-key and --signing-key).");
}

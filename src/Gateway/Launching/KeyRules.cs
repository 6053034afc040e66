using System.Globalization;
using Acp.Gateway.Admin;
using Acp.Gateway.Keys;
using Acp.Keys;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Pure: whether those who may call have keys that nobody else has. It tells places and names, never a key.</summary>
internal static class KeyRules
{
    private const string Strength = "key_strength";
    private const string Hashed = "key_hashes";
    private const string Roles = "admin_roles";
    private const string Expiry = "key_expiry";

    /// <summary>Characters of a key that a person may have made up.</summary>
    private const int ShortestStrong = 24;

    private const int FewestDifferent = 10;

    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static IEnumerable<LaunchFinding> Judge(KeyFacts facts, DateTimeOffset now) =>
        [.. OfText(facts), .. RolesOf(facts, now), .. Expiring(facts, now), .. WithoutKey(facts, now)];

    private static IEnumerable<LaunchFinding> OfText(KeyFacts facts)
    {
        var keys = Configured(facts).ToList();
        string[] clear = [.. keys.Where(it => !ConfiguredKey.IsHash(it.Key)).Select(it => it.Place)];
        string[] weak = [.. keys.Where(it => !ConfiguredKey.IsHash(it.Key) && IsWeak(it.Key)).Select(it => it.Place)];
        yield return weak.Length > 0
            ? new Failed(Strength, $"Weak, because short or made of few characters: {string.Join(", ", weak)}.", "Draw others with the command «key».")
            : new Passed(Strength, "No key that is in the clear in the configuration is short or simple; of hashes nobody can tell.");
        yield return clear.Length > 0
            ? new Warned(Hashed, $"In the clear in the configuration: {string.Join(", ", clear)}.", "Put the hash there (sha256:…, as the command «key» prints it): nobody can tell the key from it.")
            : new Passed(Hashed, keys.Count > 0 ? "The configuration has hashes of keys only." : "The configuration has no keys: they are made at /admin/keys.");
    }

    // Whoever resolves a charge that does not settle must be an owner.
    private static IEnumerable<LaunchFinding> RolesOf(KeyFacts facts, DateTimeOffset now)
    {
        var hasOwner = facts.Operators.Any(key => key.KnownRole == AdminRole.Owner) || facts.Has(AccessKeyKind.Admin, key => AdminRoles.Of(key.Role) == AdminRole.Owner, now);
        yield return hasOwner ? new Passed(Roles, "Somebody has the role owner.")
            : facts.Made is null ? new NotChecked(Roles, "No owner is in the configuration, and the keys in the store could not be read.")
            : new Failed(Roles, "Nobody has the role owner: no charge can be resolved, no order refunded and no key made.", "Set Admin:Keys:0:Name, :Key and :Role=owner, with a key of the command «key admin».");
        string[] plain = [.. facts.Operators.Index().Where(it => it.Item.IsPlain).Select(it => Place(it.Index))];
        if (plain.Length > 0)
        {
            yield return new Warned(Roles, $"Without a name for the audit trail, and owner: {string.Join(", ", plain)}.", "Give each operator Admin:Keys:N:Name, :Key and :Role, and no more role than the work needs.");
        }
    }

    private static IEnumerable<LaunchFinding> Expiring(KeyFacts facts, DateTimeOffset now)
    {
        if (facts.Made is null)
        {
            yield return new NotChecked(Expiry, "The keys in the store could not be read.");
            yield break;
        }

        AccessKey[] ending = [.. facts.Made.Where(key => key.StatusAt(now) == AccessKeyStatus.Active && key.ExpiresAt - now <= Soon && key.ReplacedBy is null)];
        foreach (var key in ending)
        {
            yield return new Warned(
                Expiry,
                string.Create(CultureInfo.InvariantCulture, $"The key {key.Id} of {Plain(key.Owner)} ends at {key.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, and has no successor."),
                $"POST /admin/keys/{key.Id}/rotate, and give the new key to {Plain(key.Owner)} (docs/rotation.md).");
        }

        if (ending.Length == 0)
        {
            yield return new Passed(Expiry, "No key ends within two weeks.");
        }
    }

    private static IEnumerable<LaunchFinding> WithoutKey(KeyFacts facts, DateTimeOffset now) => facts.Made is null ? [] :
        facts.Platforms
            .Where(platform => platform.ApiKeys.Count == 0 && !facts.Has(AccessKeyKind.Platform, key => key.Owner == platform.Name, now))
            .Select(platform => new Failed("platform_keys", $"{Plain(platform.Name)} has no key that opens anything: it cannot call.", "Make one with POST /admin/keys, or set Platforms:N:ApiKeys:0."));

    private static IEnumerable<(string Place, string Key)> Configured(KeyFacts facts) =>
    [
        .. facts.Platforms.SelectMany((platform, i) => platform.ApiKeys.Select((key, j) => (string.Create(CultureInfo.InvariantCulture, $"Platforms:{i}:ApiKeys:{j}"), key))),
        .. facts.Operators.Select((key, i) => (key.IsPlain ? Place(i) : $"{Place(i)}:Key", key.Key)),
    ];

    private static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"Admin:Keys:{index}");

    private static bool IsWeak(string key) => key.Length < ShortestStrong || key.Distinct().Count() < FewestDifferent;

    private static string Plain(string name) => new([.. name.Where(c => !char.IsControl(c)).Take(100)]);
}

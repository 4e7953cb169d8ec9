package io.chorus.hostile.attack;

/** Over HTTP. */
sealed interface RequestAttack extends Attack
    permits WithheldBody,
        SlowHead,
        DrippingBody,
        LargePost,
        UnreadHistory,
        UnreadStream,
        KeyFlood,
        PostedBombs,
        NestedClaims {}

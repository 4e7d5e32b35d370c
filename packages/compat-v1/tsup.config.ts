import { defineConfig } from "tsup";
import { libraryPreset } from "../../tools/config/tsup-preset.ts";

export default defineConfig(libraryPreset);

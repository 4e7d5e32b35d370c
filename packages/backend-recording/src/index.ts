export {
  type RecordedCall,
  type RecordedMemory,
  RecordingBackend,
  type RecordingOptions,
} from "./recording-backend.js";
